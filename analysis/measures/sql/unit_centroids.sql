-- Where unit codes lie: the centre of the latest unit of each code that has one, in degrees.
select
  code,
  max_by(centroid_lat, coalesce(valid_from, date '1900-01-01')) as latitude,
  max_by(centroid_lon, coalesce(valid_from, date '1900-01-01')) as longitude
from administrative_unit
where centroid_lat is not null
  and centroid_lon is not null
group by code
order by code

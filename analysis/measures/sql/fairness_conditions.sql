-- What is known of the conditions of places: poverty, minorities, priority, and the great circle in
-- km (haversine, the Earth a ball of radius 6371 km) between the centroid of the place and that of
-- the capital. A place without a centroid has no distance.
with centre as (
  select
    code,
    level,
    max_by(radians(centroid_lat), coalesce(valid_from, date '1900-01-01')) as lat,
    max_by(radians(centroid_lon), coalesce(valid_from, date '1900-01-01')) as lon
  from administrative_unit
  where centroid_lat is not null
    and centroid_lon is not null
  group by code, level
),
capital as (
  select lat, lon
  from centre
  where level = 'district'
    and list_contains($capital::varchar[], code)
),
ranked as (
  select
    condition.*,
    -- A place as recorded has no level of its own in a scope: the smallest unit of that code.
    row_number() over (partition by condition.code order by condition.level) as level_no
  from mart_unit_condition as condition
  where $vintage = 'recorded'
     or condition.level = 'district'
)
select
  ranked.code as district,
  ranked.poverty_rate,
  ranked.poverty_year,
  ranked.minority_share,
  ranked.minority_year,
  ranked.priority_area,
  2 * 6371 * asin(
    sqrt(
      power(sin((centre.lat - capital.lat) / 2), 2)
      + cos(centre.lat) * cos(capital.lat) * power(sin((centre.lon - capital.lon) / 2), 2)
    )
  ) as distance_km
from ranked
left join centre
  on centre.code = ranked.code
 and centre.level = ranked.level
left join capital
  on true
where ranked.level_no = 1
order by ranked.code

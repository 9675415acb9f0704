-- Whether each file surely has priority: a class of area or industry that the law names holds. Null
-- where none surely does and one may.
select
  file.file_no,
  case
    when bool_or(tested.holds) then true
    when count(tested.rule_no) = count(tested.holds) then false
  end as priority
from file
left join priority_test as tested
  on tested.file_no = file.file_no
group by file.file_no

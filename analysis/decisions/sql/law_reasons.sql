-- Why each file stands where it does: the criteria that hold at its place of each level, and those
-- of a higher place of which it is not known whether they hold (`holds` is null).
-- uses: asked_file, recorded_class, file, known_record, priority_in_force, priority_test
with placed as (
  select
    *,
    min(case when holds then place end) over (partition by file_no, level) as known_place
  from priority_test
)
select
  placed.file_no,
  placed.rule_no,
  placed.level,
  placed.holds,
  placed.value,
  rule.criterion,
  rule.parameter,
  rule.title_vi,
  rule.title_en
from placed
join priority_in_force as rule
  on rule.rule_no = placed.rule_no
where placed.holds and placed.place = placed.known_place
   or placed.holds is null and placed.place < coalesce(placed.known_place, placed.place + 1)
order by placed.file_no, placed.rule_no

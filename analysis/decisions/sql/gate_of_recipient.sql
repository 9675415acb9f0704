-- Gates on who asks: the kind of establishment, its size, place and industry.
select
  contending.file_no,
  contending.rule_no,
  case
    when rule.gate = 'eligible_kind' then
      case
        when file.closed_on <= $judged_on::date then 'closed'
        when not file.eligible then 'recorded_not_eligible'
        when file.legal_form is null then 'form_unknown'
        when list_contains(string_split(rule.parameter, ';'), file.legal_form)
          then 'form_supported'
        when rule.parameter is null then 'parameter_unread'
        else 'form_not_supported'
      end
    when rule.gate = 'size' then
      case
        when list_has_all(
          string_split(rule.parameter, ';'), ['micro', 'small', 'medium', 'large']
        ) then 'any_size'
        when file.size is null then 'size_unknown'
        when list_contains(string_split(rule.parameter, ';'), file.size) then 'size_supported'
        when rule.parameter is null then 'parameter_unread'
        else 'size_not_supported'
      end
    when rule.gate = 'eligible_place' then
      case
        when file.unit_no is null then 'place_unknown'
        when coalesce(rule.parameter, '') not in ('districts', 'former_districts', 'communes')
          then 'parameter_unread'
        when rule.parameter = 'communes' then 'place_of_province'
        when starts_with(lower(file.district_kind), 'huyện')
          or starts_with(lower(file.district_kind), 'thị xã')
          then 'place_district'
        when starts_with(lower(file.district_kind), 'thành phố') then
          case
            when file.eligible then 'city_as_recorded'
            when not file.eligible then 'recorded_not_eligible'
            else 'city_class_unknown'
          end
        else 'place_kind_unknown'
      end
    when rule.gate = 'eligible_industry' then
      case
        when file.industry is null then 'industry_unknown'
        when list_contains(string_split(rule.parameter, ';'), file.industry)
          then 'industry_supported'
        when list_contains(string_split(rule.parameter, ';'), file.industry || '?') then
          case
            when file.eligible then 'industry_as_recorded'
            when not file.eligible then 'recorded_not_eligible'
            else 'industry_undecided'
          end
        when rule.parameter is null then 'parameter_unread'
        else 'industry_not_supported'
      end
    when rule.gate = 'industry_hard_area' then
      case
        when rule.parameter is null then 'parameter_unread'
        when file.industry is null then 'industry_unknown'
        when not list_contains(string_split(rule.parameter, ';'), file.industry)
          then 'not_such_industry'
        when file.priority_area in ('remote_minority', 'poor_district', 'hard_area')
          then 'area_hard'
        when file.priority_area = 'none' then 'area_not_hard'
        else 'area_unknown'
      end
  end as reason,
  case
    when rule.gate = 'eligible_kind' and file.closed_on <= $judged_on::date
      then cast(file.closed_on as varchar)
    when rule.gate = 'eligible_kind' then file.legal_form
    when rule.gate = 'size' then file.size
    when rule.gate = 'eligible_place' then coalesce(file.district_2020, 'unknown')
    when rule.gate = 'eligible_industry' then file.industry
    when rule.gate = 'industry_hard_area' then file.priority_area
  end as value
from contending_gate as contending
join gate_in_force as rule
  on rule.rule_no = contending.rule_no
join file
  on file.file_no = contending.file_no
where rule.gate
  in ('eligible_kind', 'size', 'eligible_place', 'eligible_industry', 'industry_hard_area')

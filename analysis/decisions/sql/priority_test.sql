-- Each file against each criterion: it holds, it does not, or that is not known (null). A typical
-- product counts until the last day of its certificate; asked about a day before the data's own,
-- only from the year before that last one on, because no day of issue is on record.
select
  file.file_no,
  rule.rule_no,
  rule.level,
  rule.place,
  case rule.criterion
    when 'priority_area' then file.priority_area = rule.parameter
    when 'typical_product' then
      case
        when product.recognition_level = 'none' then false
        when product.recognised_until < $judged_on::date then false
        when product.recognition_level is not null
          and product.recognised_until is not null
          and (
            $known_on::date >= case_info.as_of
            or $judged_on::date >= make_date(year(product.recognised_until) - 1, 1, 1)
          )
          then true
      end
    when 'key_product' then product.key_product
    when 'exports' then record.exports > 0
    when 'local_material'
      then record.local_material_share > try_cast(rule.parameter as double)
    when 'workers' then record.workers >= try_cast(rule.parameter as double)
    when 'industries' then
      case
        when list_contains(string_split(rule.parameter, ';'), file.industry) then true
        when not list_contains(string_split(rule.parameter, ';'), file.industry || '?') then false
      end
  end as holds,
  case rule.criterion
    when 'priority_area' then file.priority_of || ';' || coalesce(file.priority_year || '', '')
    when 'typical_product' then cast(product.recognised_until as varchar)
    when 'exports' then record.exports || ';' || record.exports_year
    when 'local_material' then record.local_material_share || ';' || record.local_year
    when 'workers' then record.workers || ';' || record.workers_year
    when 'industries' then file.industry
  end as value
from file
cross join priority_in_force as rule
cross join case_info
left join product
  on product.product_id = file.product_id
left join known_record as record
  on record.establishment_id = file.establishment_id

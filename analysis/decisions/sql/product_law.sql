-- Each product against each criterion of industries in force: it holds, it does not, or that is not
-- known (null). What is asked of an establishment holds for a product where it holds for more than
-- half of its makers of whom it is known; `asked` and `holding` count them.
-- uses: placed_establishment, product_member, product_maker
-- uses: priority_in_force
with answer as (
  select
    product_maker.product_id,
    rule.rule_no,
    case rule.criterion
      when 'exports' then product_maker.exports > 0
      when 'local_material'
        then product_maker.local_material_share > try_cast(rule.parameter as double)
      when 'workers' then product_maker.workers >= try_cast(rule.parameter as double)
    end as holds
  from product_maker
  cross join priority_in_force as rule
  where rule.criterion in ('exports', 'local_material', 'workers')
),
counted as (
  select
    product_id,
    rule_no,
    count(holds) as asked,
    count(case when holds then 1 end) as holding
  from answer
  group by product_id, rule_no
)
select
  product.product_id,
  rule.rule_no,
  rule.place,
  rule.criterion,
  rule.parameter,
  rule.title_vi,
  rule.title_en,
  counted.asked,
  counted.holding,
  case rule.criterion
    when 'typical_product' then
      case
        when product.recognition_level = 'none' then false
        when product.recognised_until < case_info.as_of then false
        when product.recognition_level is not null and product.recognised_until is not null
          then true
      end
    when 'key_product' then product.key_product
    when 'industries' then
      case
        when list_contains(string_split(rule.parameter, ';'), product.industry) then true
        when not list_contains(string_split(rule.parameter, ';'), product.industry || '?')
          then false
      end
    else case when counted.asked > 0 then 2 * counted.holding > counted.asked end
  end as holds
from product
cross join priority_in_force as rule
cross join case_info
left join counted
  on counted.product_id = product.product_id
 and counted.rule_no = rule.rule_no
where rule.level = 'industry'
order by product.product_id, rule.rule_no

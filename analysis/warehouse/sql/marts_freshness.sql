-- Marts of freshness: up to when the records run.

-- The last day or year each table with dated rows holds, as text; null where it has no rows.
create table mart_last_record as
select 'outcome_record' as source, cast(max(year) as varchar) as last_record from outcome_record
union all
select 'payment', cast(max(paid_on) as varchar) from payment
union all
select 'difficulty', cast(max(coalesce(resolved_on, raised_on)) as varchar) from difficulty
union all
select 'officer_training', cast(max(held_on) as varchar) from officer_training
union all
select 'progress_report', cast(max(reported_on) as varchar) from progress_report
union all
select 'application', cast(max(submitted_on) as varchar) from application
union all
select 'outreach_event', cast(max(held_on) as varchar) from outreach_event
union all
select 'cluster_year', cast(max(year) as varchar) from cluster_year
union all
select 'project', cast(max(coalesce(approved_on, registered_on)) as varchar) from project
union all
select 'support', cast(max(year) as varchar) from support
union all
select 'unit_year', cast(max(year) as varchar) from unit_year;

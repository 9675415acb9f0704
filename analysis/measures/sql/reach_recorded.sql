-- Whether the data hold any outreach and any clusters at all: without them, none is unknown.
select
  (select count(*) from outreach_event) > 0 as outreach,
  (select count(*) from mart_cluster) > 0 as clusters

-- The gates in force on the day judged, by their number, with what they say of themselves.
-- uses: gate_in_force
select
  rule_no,
  rule_id,
  gate,
  title_vi,
  title_en,
  parameter,
  document_vi,
  document_en,
  note_vi,
  note_en,
  legal_source,
  verification_vi,
  verification_en,
  valid_from,
  valid_to
from gate_in_force
order by rule_no

-- The files asked about inside the scope, in the order they came in.
-- uses: asked_file, recorded_class, file
select application_id
from file
order by file_no

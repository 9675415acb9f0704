"""The sections of the page Danh mục đề án / Project portfolio."""

"""The sections of the page Sản phẩm ưu tiên / Priority products."""

"""Places: administrative units valid between two dates, and what is known of them each year."""

from __future__ import annotations

from analysis.dictionary import codes
from analysis.dictionary.model import Column, Rule, Table
from analysis.dictionary.shared import AREA_KM2, PERSONS, source_column
from analysis.language import Text

ADMINISTRATIVE_UNIT = Table(
    name="administrative_unit",
    area="places",
    label=Text("Đơn vị hành chính", "Administrative unit"),
    description=Text(
        "Mỗi dòng là một đơn vị trong một khoảng thời gian địa giới không đổi. Cùng một mã có thể "
        "chỉ hai đơn vị khác nhau trước và sau một lần sắp xếp, nên mọi bảng dùng unit_id.",
        "One row is one unit over a period of unchanged boundaries. One code may name two "
        "different units before and after a reorganisation, so every table uses unit_id.",
    ),
    key=("unit_id",),
    aliases=(
        "Huyện/TX/TP",
        "Huyện",
        "Quận/huyện",
        "Huyện, thị xã, thành phố",
        "Huyện, thành phố",
        "Huyện/thành phố",
        "Xã/phường",
        "Phường/xã",
        "Xã, phường",
        "Xã, phường, thị trấn",
        "Xã, phường, đặc khu",
        "Xã",
        "Phường",
        "Địa phương",
        "Nơi sản xuất",
        "District",
        "Commune",
        "Ward",
        "Locality",
        "Địa chỉ",
        "Địa chỉ trụ sở",
        "Địa chỉ sản xuất",
        "Address",
    ),
    columns=(
        Column("unit_id", "text", Text("Mã phiên bản", "Version id"), True, example="522_v2"),
        Column("code", "text", Text("Mã đơn vị", "Unit code"), True, example="522"),
        Column("level", "code", Text("Cấp", "Level"), True, codes=codes.UNIT_LEVEL),
        Column("name", "text", Text("Tên", "Name"), True, example="Thành phố Quảng Ngãi"),
        Column("name_en", "text", Text("Tên không dấu", "Name in English"), example="Quang Ngai"),
        Column("kind", "text", Text("Loại hình", "Kind of unit"), example="huyện"),
        Column(
            "valid_from",
            "date",
            Text("Hiệu lực từ", "Valid from"),
            note=Text("Trống: từ trước thời kỳ dữ liệu.", "Empty: from before the data begin."),
        ),
        Column(
            "valid_to",
            "date",
            Text("Hiệu lực đến", "Valid to"),
            note=Text("Ngày cuối cùng; trống: còn hiệu lực.", "Last day; empty: still valid."),
        ),
        Column("terrain", "code", Text("Địa bàn", "Terrain"), codes=codes.TERRAIN),
        Column("area_km2", "number", Text("Diện tích", "Area"), unit=AREA_KM2, minimum=0),
        Column(
            "centroid_lat",
            "number",
            Text("Vĩ độ tâm", "Centroid latitude"),
            minimum=-90,
            maximum=90,
        ),
        Column(
            "centroid_lon",
            "number",
            Text("Kinh độ tâm", "Centroid longitude"),
            minimum=-180,
            maximum=180,
        ),
        source_column(),
    ),
    rules=(
        Rule(
            "unit_dates_in_order",
            "valid_from <= valid_to",
            Text("Ngày hết hiệu lực trước ngày có hiệu lực", "Valid-to is before valid-from"),
            Text("Sửa một trong hai ngày", "Correct one of the two dates"),
        ),
    ),
)

UNIT_MEMBERSHIP = Table(
    name="unit_membership",
    area="places",
    label=Text("Đơn vị cấp xã thuộc huyện nào", "Which district a commune lies in"),
    description=Text(
        "Xã, phường thuộc huyện nào trong khoảng thời gian nào; với xã mới từ 01/07/2025 là huyện "
        "cũ mà phần lớn xã đó thuộc về.",
        "Which district a commune lay in and when; for the communes of 1 July 2025, the former "
        "district most of it came from.",
    ),
    key=("unit_id", "parent_id"),
    columns=(
        Column(
            "unit_id",
            "text",
            Text("Đơn vị", "Unit"),
            True,
            references="administrative_unit.unit_id",
        ),
        Column(
            "parent_id",
            "text",
            Text("Đơn vị cấp trên", "Parent unit"),
            True,
            references="administrative_unit.unit_id",
        ),
        Column("relation", "code", Text("Quan hệ", "Relation"), True, codes=codes.MEMBERSHIP),
        Column("valid_from", "date", Text("Hiệu lực từ", "Valid from")),
        Column("valid_to", "date", Text("Hiệu lực đến", "Valid to")),
    ),
)

UNIT_CROSSWALK = Table(
    name="unit_crosswalk",
    area="places",
    label=Text("Hệ số quy đổi địa giới", "Boundary crosswalk"),
    description=Text(
        "Phần của đơn vị cũ chuyển sang đơn vị mới tại một lần thay đổi địa giới, theo từng cơ sở.",
        "The share of an old unit that passed to a new unit at a boundary change, by basis.",
    ),
    key=("from_unit_id", "to_unit_id", "basis"),
    columns=(
        Column(
            "from_unit_id",
            "text",
            Text("Đơn vị cũ", "Old unit"),
            True,
            references="administrative_unit.unit_id",
        ),
        Column(
            "to_unit_id",
            "text",
            Text("Đơn vị mới", "New unit"),
            True,
            references="administrative_unit.unit_id",
        ),
        Column("valid_from", "date", Text("Ngày thay đổi", "Date of the change"), True),
        Column("basis", "code", Text("Cơ sở", "Basis"), True, codes=codes.CROSSWALK_BASIS),
        Column("weight", "fraction", Text("Hệ số", "Weight"), True, minimum=0, maximum=1),
        source_column(),
    ),
)

UNIT_YEAR = Table(
    name="unit_year",
    area="places",
    label=Text("Số liệu năm của đơn vị", "Unit and year"),
    description=Text(
        "Dân số, cơ sở, lao động, hộ nghèo và diện ưu tiên của một đơn vị trong một năm.",
        "Population, establishments, workers, poverty and priority of a unit in a year.",
    ),
    key=("unit_id", "year"),
    dated_by=("year",),
    aliases=(
        "Số liệu huyện",
        "Số liệu xã",
        "Thống kê huyện",
        "Thống kê xã",
        "Dân số, lao động",
        "Unit years",
    ),
    columns=(
        Column(
            "unit_id",
            "text",
            Text("Đơn vị", "Unit"),
            True,
            references="administrative_unit.unit_id",
        ),
        Column("year", "year", Text("Năm", "Year"), True, aliases=("Năm số liệu",)),
        Column(
            "population",
            "number",
            Text("Dân số trung bình", "Average population"),
            unit=PERSONS,
            aliases=("Dân số", "Dân số TB", "Population"),
        ),
        Column(
            "population_rural",
            "number",
            Text("Dân số nông thôn", "Rural population"),
            unit=PERSONS,
            aliases=("Dân số khu vực nông thôn",),
        ),
        Column(
            "nonfarm_establishments",
            "integer",
            Text("Cơ sở cá thể phi nông nghiệp", "Non-farm individual establishments"),
            minimum=0,
            note=Text(
                "Gồm cả thương mại và dịch vụ: rộng hơn cơ sở CNNT.",
                "Includes trade and services: broader than rural industrial establishments.",
            ),
            aliases=("Cơ sở cá thể", "Số cơ sở cá thể"),
        ),
        Column(
            "nonfarm_workers",
            "integer",
            Text("Lao động trong cơ sở cá thể", "Workers in individual establishments"),
            unit=PERSONS,
            minimum=0,
            aliases=("Lao động cơ sở cá thể",),
        ),
        Column(
            "enterprises",
            "integer",
            Text("Doanh nghiệp đang hoạt động 31/12", "Active enterprises on 31 December"),
            minimum=0,
            aliases=(
                "Số doanh nghiệp",
                "Số DN",
                "Doanh nghiệp",
                "Doanh nghiệp đang hoạt động",
                "Enterprises",
            ),
        ),
        Column(
            "eligible_establishments",
            "integer",
            Text("Cơ sở CNNT đủ điều kiện", "Eligible rural industrial establishments"),
            minimum=0,
            aliases=("Số cơ sở CNNT", "Cơ sở CNNT"),
        ),
        Column(
            "poverty_rate",
            "fraction",
            Text("Tỷ lệ hộ nghèo", "Share of poor households"),
            minimum=0,
            maximum=1,
            note=Text(
                "Hộ nghèo đa chiều ÷ tổng số hộ, cuối năm.",
                "Multidimensionally poor ÷ all households, at the year's end.",
            ),
            aliases=("Hộ nghèo", "Tỷ lệ nghèo", "Tỷ lệ hộ nghèo đa chiều"),
        ),
        Column(
            "minority_share",
            "fraction",
            Text("Tỷ lệ dân tộc thiểu số", "Share of ethnic minorities"),
            minimum=0,
            maximum=1,
            note=Text(
                "Dân số là đồng bào dân tộc thiểu số ÷ tổng dân số.",
                "Population of ethnic minorities ÷ whole population.",
            ),
            aliases=("Tỷ lệ DTTS", "Dân tộc thiểu số"),
        ),
        Column(
            "priority_area",
            "code",
            Text("Địa bàn ưu tiên", "Priority area"),
            codes=codes.PRIORITY_AREA,
            note=Text(
                "Theo thứ tự của Thông tư 46/2012/TT-BCT, Điều 6; trống: chưa rõ.",
                "In the order of Circular 46/2012, article 6; empty: unknown.",
            ),
            aliases=("Diện ưu tiên", "Thứ tự ưu tiên địa bàn"),
        ),
        Column("status", "code", Text("Tính chất", "Status"), True, codes=codes.FIGURE_STATUS),
        source_column(),
    ),
)

CLUSTER = Table(
    name="cluster",
    area="places",
    label=Text("Cụm công nghiệp", "Industrial cluster"),
    description=Text(
        "Cụm, khu công nghiệp, khu kinh tế đã có hoặc dự kiến.",
        "Industrial clusters, industrial and economic zones, existing or planned.",
    ),
    key=("cluster_id",),
    natural_key=("name",),
    known_by=("name",),
    aliases=("CCN", "Cụm CN", "Danh mục cụm công nghiệp", "Clusters", "Industrial clusters"),
    columns=(
        Column(
            "cluster_id",
            "text",
            Text("Mã cụm", "Cluster id"),
            True,
            aliases=("Mã CCN", "Mã cụm công nghiệp"),
        ),
        Column(
            "name",
            "text",
            Text("Tên cụm", "Name"),
            True,
            aliases=("Tên CCN", "Tên cụm công nghiệp", "Cụm công nghiệp", "CCN", "Cluster name"),
        ),
        Column(
            "kind",
            "code",
            Text("Loại", "Kind"),
            codes=codes.PLACE_OF_INDUSTRY,
            aliases=("Loại cụm", "Loại khu"),
        ),
        Column(
            "unit_id", "text", Text("Địa bàn", "Place"), references="administrative_unit.unit_id"
        ),
        Column(
            "area_ha",
            "number",
            Text("Diện tích (ha)", "Area (ha)"),
            minimum=0,
            aliases=("Quy mô diện tích", "Diện tích cụm"),
        ),
        Column("status", "code", Text("Tính chất", "Status"), True, codes=codes.FIGURE_STATUS),
        source_column(),
        Column("note", "text", Text("Ghi chú", "Note"), aliases=("Ghi chú khác", "Remarks")),
    ),
)

CLUSTER_YEAR = Table(
    name="cluster_year",
    area="places",
    label=Text("Số liệu năm của cụm", "Cluster and year"),
    description=Text(
        "Đất công nghiệp, đất đã cho thuê, cơ sở và lao động trong cụm vào cuối năm.",
        "Industrial land, land let, establishments and workers in a cluster at the year's end.",
    ),
    key=("cluster_id", "year"),
    dated_by=("year",),
    aliases=("Số liệu cụm", "Tình hình cụm công nghiệp", "Lấp đầy cụm công nghiệp"),
    columns=(
        Column(
            "cluster_id",
            "text",
            Text("Cụm công nghiệp", "Cluster"),
            True,
            references="cluster.cluster_id",
            aliases=("Mã cụm", "CCN", "Tên cụm"),
        ),
        Column("year", "year", Text("Năm", "Year"), True, aliases=("Năm số liệu",)),
        Column(
            "industrial_area_ha",
            "number",
            Text("Đất công nghiệp (ha)", "Industrial land (ha)"),
            minimum=0,
            aliases=("Diện tích đất công nghiệp", "Đất công nghiệp"),
        ),
        Column(
            "leased_area_ha",
            "number",
            Text("Đất đã cho thuê (ha)", "Land let (ha)"),
            minimum=0,
            note=Text(
                "Tỷ lệ lấp đầy = đất đã cho thuê ÷ đất công nghiệp.",
                "Occupancy = land let ÷ industrial land.",
            ),
            aliases=("Diện tích đã cho thuê", "Đất đã cho thuê", "Diện tích lấp đầy"),
        ),
        Column(
            "establishments",
            "integer",
            Text("Cơ sở trong cụm", "Establishments inside"),
            minimum=0,
            aliases=("Số cơ sở", "Số doanh nghiệp", "Số dự án"),
        ),
        Column(
            "workers",
            "integer",
            Text("Lao động trong cụm", "Workers inside"),
            unit=PERSONS,
            minimum=0,
            aliases=("Lao động", "Số lao động"),
        ),
        Column("status", "code", Text("Tính chất", "Status"), True, codes=codes.FIGURE_STATUS),
        source_column(),
    ),
    rules=(
        Rule(
            "let_within_industrial_land",
            "leased_area_ha <= industrial_area_ha",
            Text("Đất cho thuê lớn hơn đất công nghiệp", "More land let than there is"),
            Text("Kiểm tra hai diện tích", "Check the two areas"),
        ),
    ),
)

TABLES = (ADMINISTRATIVE_UNIT, UNIT_MEMBERSHIP, UNIT_CROSSWALK, UNIT_YEAR, CLUSTER, CLUSTER_YEAR)

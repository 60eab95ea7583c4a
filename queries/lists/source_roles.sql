-- One row per source and dataset that cites it, the dataset that cites it most first.
-- role is what a source line calls the rows of the dataset; credit, empty for most, is in Markdown
-- how their publisher asks to be named there.
select
    citations.source_id,
    citations.dataset,
    catalogue.role,
    catalogue.credit,
    citations.citing_rows,
    citations.source_id as source_ids
from citations
inner join catalogue on citations.dataset = catalogue.dataset
order by citations.source_id, citations.citing_rows desc, catalogue.position

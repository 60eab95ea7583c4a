-- One row per source, named as people know its publisher.
-- Where the host is only the place of a copy (a repository, an archive), the beginning of the
-- citation names who made it: "IMF PortWatch (portwatch.imf.org), ..." is IMF PortWatch.
select
    source_id,
    case
        when publisher in ('github.com', 'web.archive.org')
            then coalesce(nullif(trim(regexp_extract(cited_as, '^[^(,:]+')), ''), publisher)
        else publisher
    end as publisher,
    url
from sources

-- One row per source: who speaks in it, who published it, how it was read, and where it is.
-- The speaker is the first whose figure or statement it is; where nobody else is named, the
-- publisher speaks.
select
    source_id,
    coalesce(nullif(string_split(speaker, '; ')[1], ''), publisher) as speaker,
    publisher,
    via,
    kind,
    url
from sources

-- One row per source that reports at first hand and was read.
-- Official bodies, companies, news agencies, press and trade press report at first hand; ledgers,
-- digests, blogs and copies of data do not, nor does what is of no known kind. A report was read at
-- its publisher (via is NULL), in an archive, or as a re-post of the whole text; not where others
-- only cite it.
select source_id
from sources
where
    kind in ('official', 'company', 'news agency', 'press', 'trade press')
    and (via is null or via = 'Internet Archive' or starts_with(via, 're-post at '))

-- One value: the number that a text gives where the pattern's first group stands, in digits or as
-- a word from one to twelve; NULL where it gives none. "kills one": number_said(text, 'kills (\w+)').
create or replace macro number_said(words, pattern) as
coalesce(
    try_cast(replace(regexp_extract(lower(words), pattern, 1), ',', '') as double),
    nullif(
        list_position(
            [
                'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
                'eleven', 'twelve'
            ],
            regexp_extract(lower(words), pattern, 1)
        ),
        0
    )::double
)

-- One value: the binomial chance of at most so many successes in so many trials, each with the
-- chance given, which lies between 0 and 1 and is neither; NULL without a trial.
create or replace macro chance_up_to(successes, trials, chance) as
if(
    trials > 0,
    coalesce(
        list_sum(
            list_transform(
                range(0, successes + 1),
                lambda k: exp(
                    lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1)
                    + k * ln(chance) + (trials - k) * ln(1 - chance)
                )
            )
        ),
        0
    ),
    null
)

"""Optuna: the threshold and the pull of the square that meet two recorded crowds of the tutorial."""

from __future__ import annotations

import math

import optuna

import groundswell as gs

RECORDED = {"t1": 250.0, "t2": 1_300.0}


def main() -> optuna.Study:
    """Prints the best point and returns the study."""
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    towns = gs.scenario("two-towns").with_(hours=72)

    def loss(trial: optuna.Trial) -> float:
        point = {
            "people.threshold": trial.suggest_float("people.threshold", 0.38, 0.52),
            "contact.place": trial.suggest_float("contact.place", 0.05, 0.3),
        }
        # Always the same replicates: a smoother surface to descend.
        rows = towns.with_(point).simulate(3, scale=50).statistics()
        squares = [
            (math.log1p(row[name] or 0.0) - math.log1p(recorded)) ** 2 for row in rows for name, recorded in RECORDED.items()
        ]
        return sum(squares) / len(squares)

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
    study.enqueue_trial({"people.threshold": 0.465, "contact.place": 0.12})
    study.optimize(loss, n_trials=25)
    print(f"loss {study.trials[0].value:.3f} where the scenario stands, {study.best_value:.3f} at {study.best_params}")
    return study


if __name__ == "__main__":
    main()

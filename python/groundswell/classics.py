"""The classic models, one function each: every parameter with its published default.

Each returns a `Classic`: figures over replicates, curves, and published numbers beside them.
"""

# Made by `cargo xtask python` from the tables of the program: change those and make it again.

from __future__ import annotations

from typing import Literal

from ._classic import Classic, run

__all__ = ["Classic", "epstein", "granovetter", "kuran", "watts", "centola_macy"]


def epstein(
    *,
    width: float = 40.0,
    height: float = 40.0,
    ticks: float = 1000.0,
    citizens: float = 0.7,
    cops: float = 0.04,
    vision: float = 7.0,
    cop_vision: float = 7.0,
    legitimacy: float = 0.82,
    max_jail: float = 30.0,
    k: float = 2.3,
    threshold: float = 0.1,
    deterrence: Literal["smooth", "floor", "round", "round-even"] = "floor",
    counting: Literal["once", "twice"] = "twice",
    neighbourhood: Literal["circle", "moore", "von-neumann"] = "circle",
    order: Literal["move-first", "decide-first"] = "move-first",
    sentence: Literal["below", "up-to"] = "below",
    movement: bool | Literal["no", "yes"] = "yes",
    step_onto: bool | Literal["no", "yes"] = "yes",
    course: Literal["steady", "legitimacy-falls", "legitimacy-jumps", "cops-withdraw"] = "steady",
    groups: bool | Literal["no", "yes"] = "no",
    cloning: float = 0.05,
    max_age: float = 200.0,
    outburst: float = 50.0,
    replicates: int | None = None,
    seed: int = 1,
    threads: int | None = None,
) -> Classic:
    """Epstein's civil violence.

    Citizens weigh grievance against the risk of arrest, cops arrest whom they see. Long quiet is punctuated by
    outbursts. How the paper's C/A becomes a risk decides everything: as printed nothing ever happens.

    Epstein 2002, PNAS 99 (suppl. 3):7243-7250.

    width
        columns of the torus; from 3 to 20000 sites.
    height
        rows of the torus; from 3 to 20000 sites.
    ticks
        how long a replicate runs; from 1 to 10000000 ticks.
    citizens
        density of citizens; from 0 to 1 per site.
    cops
        density of cops; from 0 to 1 per site.
    vision
        how far citizens see; from 0 to 27 sites.
    cop_vision
        how far cops see; from 0 to 27 sites.
    legitimacy
        perceived legitimacy of the authorities; from 0 to 1.
    max_jail
        longest sentence; inf: for good; from 0 to inf ticks.
    k
        constant of the risk of arrest, 1 - exp(-k C/A); from 0 to 1000000.
    threshold
        net grievance above which a citizen is active; from -1 to 1.
    deterrence
        how C/A enters: as printed, or as a whole number; smooth, floor, round, round-even.
    counting
        whether an active citizen counts itself twice among the active; once, twice.
    neighbourhood
        the shape of sight; circle, moore, von-neumann.
    order
        what comes first in a turn; move-first, decide-first.
    sentence
        sentences from 0 to max_jail - 1, or to max_jail; below, up-to.
    movement
        whether citizens move; cops always do; no, yes.
    step_onto
        whether a cop steps onto the site of an arrest and the jailed leave theirs; no, yes.
    course
        what changes on the way: runs 3, 4 and 5; steady, legitimacy-falls, legitimacy-jumps, cops-withdraw.
    groups
        Model II: two groups, of which active citizens kill members of the other; no, yes.
    cloning
        chance of a child, Model II; from 0 to 1 per tick.
    max_age
        oldest age, Model II; from 1 to 1000000000 ticks.
    outburst
        an outburst is a run of ticks with more active than this; from 0 to 1000000000 citizens.
    replicates
        runs that differ only in their random numbers; 10 if nothing is said.
    seed
        the same seed gives the same numbers, on any number of threads.

    Raises `ParameterError` for a value that is not allowed.
    """
    settings = {
        "width": width,
        "height": height,
        "ticks": ticks,
        "citizens": citizens,
        "cops": cops,
        "vision": vision,
        "cop_vision": cop_vision,
        "legitimacy": legitimacy,
        "max_jail": max_jail,
        "k": k,
        "threshold": threshold,
        "deterrence": deterrence,
        "counting": counting,
        "neighbourhood": neighbourhood,
        "order": order,
        "sentence": sentence,
        "movement": movement,
        "step_onto": step_onto,
        "course": course,
        "groups": groups,
        "cloning": cloning,
        "max_age": max_age,
        "outburst": outburst,
    }
    return run("epstein", settings, replicates, seed, threads)


def granovetter(
    *,
    people: float = 100.0,
    thresholds: Literal["uniform", "normal"] = "uniform",
    second: float = 1.0,
    mean: float = 25.0,
    sd: float = 12.2,
    replicates: int | None = None,
    seed: int = 1,
    threads: int | None = None,
) -> Classic:
    """Granovetter's riot.

    Everybody sees everybody and joins as soon as enough others have. Two crowds that differ in one person can
    end at one rioter and at a hundred; with normal thresholds the outcome jumps at a critical spread.

    Granovetter 1978, American Journal of Sociology 83:1420-1443.

    people
        size of the crowd; from 1 to 1000000 people.
    thresholds
        uniform: 0, 1, 2 and so on; normal: drawn with mean and sd; uniform, normal.
    second
        threshold of the second person of the uniform crowd; 2 stops the riot at one; from 0 to 1000000 people.
    mean
        mean of the normal thresholds; from -1000000 to 1000000 people.
    sd
        standard deviation of the normal thresholds; from 0.000001 to 1000000 people.
    replicates
        runs that differ only in their random numbers; 1000 if nothing is said.
    seed
        the same seed gives the same numbers, on any number of threads.

    Raises `ParameterError` for a value that is not allowed.
    """
    settings = {
        "people": people,
        "thresholds": thresholds,
        "second": second,
        "mean": mean,
        "sd": sd,
    }
    return run("granovetter", settings, replicates, seed, threads)


def kuran(
    *,
    society: Literal["A", "B", "normal"] = "A",
    people: float = 1000.0,
    mean: float = 35.0,
    sd: float = 17.0,
    shock: float = 10.0,
    replicates: int | None = None,
    seed: int = 1,
    threads: int | None = None,
) -> Classic:
    """Kuran's surprise.

    People hide what they think until enough others oppose openly. Two societies that nobody could tell apart
    beforehand meet the same small shock: one topples, the other does not.

    Kuran 1989, Public Choice 61:41-74; 1991, World Politics 44:7-48.

    society
        A and B: ten people with the thresholds of the paper; normal: drawn with mean and sd; A, B, normal.
    people
        size of the normal society; from 1 to 1000000 people.
    mean
        mean threshold of the normal society; from -200 to 200 percent.
    sd
        standard deviation of the thresholds of the normal society; from 0.000001 to 200 percent.
    shock
        how far the shock lowers the thresholds that it touches; from 0 to 200 percent.
    replicates
        runs that differ only in their random numbers; 1000 if nothing is said.
    seed
        the same seed gives the same numbers, on any number of threads.

    Raises `ParameterError` for a value that is not allowed.
    """
    settings = {
        "society": society,
        "people": people,
        "mean": mean,
        "sd": sd,
        "shock": shock,
    }
    return run("kuran", settings, replicates, seed, threads)


def watts(
    *,
    people: float = 10000.0,
    mean_degree: float = 4.0,
    threshold: float = 0.18,
    seeds: float = 1.0,
    global_: float = 0.1,
    replicates: int | None = None,
    seed: int = 1,
    threads: int | None = None,
) -> Classic:
    """Watts's global cascades.

    On a random graph each person joins when a share of their acquaintances has. Between two mean degrees a
    single person can set off nearly everybody, rarely near the upper edge, but then without warning.

    Watts 2002, PNAS 99:5766-5771.

    people
        nodes of the graph; from 2 to 100000000 people.
    mean_degree
        mean number of acquaintances, Poisson distributed; from 0 to 200 ties.
    threshold
        share of acquaintances that must be active; from 0 to 1.
    seeds
        people active at the start; from 1 to 1000000 people.
    global_
        a cascade is global when more than this share is active in the end; from 0 to 1.
    replicates
        runs that differ only in their random numbers; 200 if nothing is said.
    seed
        the same seed gives the same numbers, on any number of threads.

    Raises `ParameterError` for a value that is not allowed.
    """
    settings = {
        "people": people,
        "mean_degree": mean_degree,
        "threshold": threshold,
        "seeds": seeds,
        "global": global_,
    }
    return run("watts", settings, replicates, seed, threads)


def centola_macy(
    *,
    people: float = 2000.0,
    reach: float = 4.0,
    rewired: float = 0.1,
    threshold: float = 3.0,
    replicates: int | None = None,
    seed: int = 1,
    threads: int | None = None,
) -> Classic:
    """Centola and Macy's complex contagion.

    What one contact can pass on travels fastest over long ties. What needs confirmation from several people does
    not: there the same long ties break the wide bridges that it needs, and it dies.

    Centola & Macy 2007, American Journal of Sociology 113:702-734.

    people
        nodes of the ring; from 3 to 10000000 people.
    reach
        each person is tied to this many nearest on either side; from 1 to 100 people.
    rewired
        share of ties that exchange their far ends, two and two; every degree stays; from 0 to 1.
    threshold
        how many active contacts it takes; from 0 to 200 people.
    replicates
        runs that differ only in their random numbers; 40 if nothing is said.
    seed
        the same seed gives the same numbers, on any number of threads.

    Raises `ParameterError` for a value that is not allowed.
    """
    settings = {
        "people": people,
        "reach": reach,
        "rewired": rewired,
        "threshold": threshold,
    }
    return run("centola-macy", settings, replicates, seed, threads)

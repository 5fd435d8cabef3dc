#!/usr/bin/env python3
"""Writes the *.json beside it: reference values from implementations that are not ours.

    ./course golden        installs numpy, scipy, POT, torch, torchdiffeq, torchcfm and mpmath, then runs this

Each file says where its numbers come from ("origin") and how closely ours must agree ("tolerance", relative,
with the same as an absolute margin). The tests read the JSON only.
"""
import json
import pathlib
from importlib.metadata import version

import mpmath
import numpy as np
import ot
import scipy
import torch
import torchcfm.conditional_flow_matching as cfm
import torchdiffeq
from scipy.integrate import dblquad, solve_ivp
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from scipy.stats import multivariate_normal, norm

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20261122)


def write(name, origin, tolerance, **values):
    def plain(v):
        if isinstance(v, (np.ndarray, torch.Tensor)):
            return plain(v.tolist())
        if isinstance(v, dict):
            return {k: plain(x) for k, x in v.items()}
        if isinstance(v, (list, tuple)):
            return [plain(x) for x in v]
        if isinstance(v, (float, np.floating, mpmath.mpf)):
            return float(v) if abs(v) != mpmath.inf else None
        return int(v) if isinstance(v, np.integer) else v

    path = here / f"{name}.json"
    path.write_text(json.dumps({"origin": origin, "tolerance": tolerance, **plain(values)}, separators=(",", ":")) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


def moons(n, random):
    """The lessons' two moons, written again from their description: half circles of radius 2, noise 0.1."""
    lower = random.integers(2, size=n)
    angle = np.pi * random.random(n)
    x = np.where(lower, 1 - np.cos(angle), np.cos(angle)) - 0.5
    y = np.where(lower, 0.5 - np.sin(angle), np.sin(angle)) - 0.25
    return 2 * np.stack([x, y], 1) + 0.1 * random.standard_normal((n, 2))


def schedules():
    mpmath.mp.dps = 40
    t = mpmath.mpf

    def vp(s):
        b, B = t("0.1"), t(20)
        T = (1 - s) ** 2 * (B - b) / 2 + (1 - s) * b
        return mpmath.exp(-T / 2), mpmath.sqrt(1 - mpmath.exp(-T))

    kinds = {
        "cond-ot": (0, lambda s: (s, 1 - s)),
        "polynomial": (3, lambda s: (s**3, 1 - s**3)),
        "variance-preserving": (0, vp),
        "linear-vp": (0, lambda s: (s, mpmath.sqrt(1 - s**2))),
        "cosine": (0, lambda s: (mpmath.sin(mpmath.pi * s / 2), mpmath.cos(mpmath.pi * s / 2))),
    }
    cases = []
    for kind, (parameter, f) in kinds.items():
        for s in ("0.001", "0.1", "0.5", "0.9", "0.9999"):
            a, sigma = f(t(s))
            cases.append({"kind": kind, "parameter": parameter, "t": float(s), "alpha": a, "sigma": sigma,
                          "d_alpha": mpmath.diff(lambda x: f(x)[0], t(s)), "d_sigma": mpmath.diff(lambda x: f(x)[1], t(s)),
                          "log_snr": 2 * mpmath.log(a / sigma)})
    write("schedules", f"mpmath {mpmath.__version__}, 40 digits, numerical derivatives", 1e-11, cases=cases)


def assignment():
    cases = []
    for n, make in ((1, rng.random), (12, rng.random), (40, lambda s: rng.integers(0, 7, s).astype(float)),
                    (60, lambda s: 1e3 * rng.standard_normal(s))):
        c = np.round(make((n, n)), 6)
        rows, columns = linear_sum_assignment(c)
        cases.append({"n": n, "cost": c.ravel(), "least": c[rows, columns].sum()})
    forbidden = np.round(rng.random((20, 20)), 6)
    banned = rng.random((20, 20)) < 0.6
    np.fill_diagonal(banned, False)
    c = np.where(banned, np.inf, forbidden)
    rows, columns = linear_sum_assignment(c)
    cases.append({"n": 20, "cost": np.where(banned, -1, c).ravel(), "forbidden": -1, "least": c[rows, columns].sum()})
    write("assignment", f"scipy {scipy.__version__} linear_sum_assignment", 1e-12, cases=cases)


def transport():
    x, y = np.round(rng.standard_normal((30, 2)), 6), np.round(moons(30, rng), 6)
    c = cdist(x, y, "sqeuclidean")
    a = np.full(30, 1 / 30)
    plans = []
    for eps in (5.0, 0.5, 0.2):
        p = ot.sinkhorn(a, a, c, eps, method="sinkhorn_log", numItermax=200000, stopThr=1e-11)
        plans.append({"eps": eps, "cost": (p * c).sum(), "first_row": p[0]})
    sx, sy = np.cov(x.T), np.cov(y.T)
    energy = 2 * cdist(x, y).mean() - cdist(x, x).sum() / (30 * 29) - cdist(y, y).sum() / (30 * 29)
    k = lambda u, v: np.exp(-cdist(u, v, "sqeuclidean") / (2 * 1.5**2))
    mmd = (k(x, x).sum() - 30) / (30 * 29) + (k(y, y).sum() - 30) / (30 * 29) - 2 * k(x, y).mean()
    write("transport", f"POT {ot.__version__} emd2, sinkhorn_log and bures_wasserstein_distance; scipy {scipy.__version__} cdist", 1e-6,
          x=x, y=y, w1=ot.emd2(a, a, cdist(x, y)), w2=np.sqrt(ot.emd2(a, a, c)), sinkhorn=plans, energy=energy, mmd=mmd,
          gaussian_w2=ot.gaussian.bures_wasserstein_distance(x.mean(0), y.mean(0), sx, sy))


def minibatch():
    """Mean pair cost of minibatch OT, N(0, I) to the moons, with its standard error."""
    cases = []
    for n, repeats in ((8, 4000), (32, 1000), (128, 200), (1024, 10)):
        costs = []
        for _ in range(repeats):
            c = cdist(rng.standard_normal((n, 2)), moons(n, rng), "sqeuclidean")
            costs.append(ot.emd2(np.full(n, 1 / n), np.full(n, 1 / n), c, numItermax=10**7))
        cases.append({"n": n, "mean": np.mean(costs), "standard_error": np.std(costs) / np.sqrt(repeats)})
    independent = ((rng.standard_normal((10**6, 2)) - moons(10**6, rng)) ** 2).sum(1).mean()
    write("minibatch", f"POT {ot.__version__} emd2 on the moons written again in numpy", 0.02, cases=cases, independent=independent)


def odes():
    """A van der Pol oscillator, whose stiffness moves: scipy's DOP853 at 1e-13 is taken for the truth."""
    f = lambda t, x: np.array([x[1], 1.5 * (1 - x[0] ** 2) * x[1] - x[0] + 0.3 * np.cos(t)])
    x0 = np.array([1.2, -0.4])
    times = np.array([0.0, 0.7, 1.9, 3.3, 5.0])
    truth = solve_ivp(f, (0, 5), x0, "DOP853", times, rtol=1e-13, atol=1e-13).y.T
    g = lambda t, x: torch.stack([x[1], 1.5 * (1 - x[0] ** 2) * x[1] - x[0] + 0.3 * torch.cos(t)])
    start = torch.tensor(x0, dtype=torch.float64)
    fixed = {}
    for ours, theirs in (("euler", "euler"), ("midpoint", "midpoint"), ("heun3", "heun3"), ("rk4-3/8", "rk4")):
        grid = torch.linspace(0, 5, 101, dtype=torch.float64)
        fixed[ours] = torchdiffeq.odeint(g, start, grid, method=theirs)[-1]
    write("odes", f"scipy {scipy.__version__} DOP853 at 1e-13; torchdiffeq {version('torchdiffeq')} in 100 steps (its rk4 is the 3/8 rule)", 1e-9,
          x_0=x0, times=times, truth=truth, fixed=fixed, adaptive_tolerance=2e-6)


def paths():
    n = 6
    x0, x1, z = (torch.tensor(np.round(rng.standard_normal((n, 2)), 6)) for _ in range(3))
    t = torch.tensor(np.round(0.05 + 0.9 * rng.random(n), 6))
    values = {}
    for name, matcher in (("constant", cfm.ConditionalFlowMatcher(sigma=0.3)),
                          ("bridge", cfm.SchrodingerBridgeConditionalFlowMatcher(sigma=0.8)),
                          ("cosine", cfm.VariancePreservingConditionalFlowMatcher(sigma=0.0))):
        xt = matcher.sample_xt(x0, x1, t, z)
        values[name] = {"x_t": xt, "u_t": matcher.compute_conditional_flow(x0, x1, t, xt)}
    write("paths", f"torchcfm {version('torchcfm')}: sample_xt and compute_conditional_flow", 1e-6, x_0=x0, x_1=x1, z=z, t=t, **values)


def marginals():
    """The marginal of a mixture under a straight path, from its definition: integrals over x_1."""
    components = [(0.3, [1.5, 0.5], [[0.5, 0.3], [0.3, 0.4]]), (0.7, [-1.0, -0.5], [[0.1, -0.05], [-0.05, 0.3]])]
    data = lambda a, b: sum(w * multivariate_normal.pdf([a, b], m, c) for w, m, c in components)
    cases = []
    for t, x in ((0.3, (0.2, -0.1)), (0.6, (0.8, 0.4)), (0.85, (-0.9, -0.3))):
        s = 1 - t
        joint = lambda a, b: data(a, b) * norm.pdf((x[0] - t * a) / s) * norm.pdf((x[1] - t * b) / s) / s**2
        def integral(f):
            return dblquad(lambda b, a: f(a, b) * joint(a, b), -7, 7, -7, 7, epsabs=1e-10, epsrel=1e-9)[0]
        p = integral(lambda a, b: 1.0)
        mean = [integral(lambda a, b: a) / p, integral(lambda a, b: b) / p]
        cases.append({"t": t, "x": x, "log_density": np.log(p), "data": mean,
                      "velocity": [(mean[k] - x[k]) / s for k in (0, 1)]})
    write("marginals", f"scipy {scipy.__version__} dblquad over x_1 from the definition", 1e-6,
          components=[[w, *m, c[0][0], c[0][1], c[1][1]] for w, m, c in components], cases=cases)


for make in (schedules, assignment, transport, minibatch, odes, paths, marginals):
    make()

"""Ranked screening: a learned order that two blind reviewers share, and a rule for stopping.

Only `vectors`, `learner` and `simulating` import the learning libraries; the desk and the commands
reach them through the process of `worker`.
"""

"""Papers: what an act needs printed, and the lists that calendars and Excel take.

Data goes in and bytes come out; only the commands beside this folder read a ledger or
write a file. What a paper looks like is data too, in ``templates``.
"""

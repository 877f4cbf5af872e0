"""What is refused to an application, and under which rule id; one subject a module.

They are all in `aggregates.application.all_rules`: whoever judges one type of act
needs few of them.
"""

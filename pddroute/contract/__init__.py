"""What we answer: the types of the JSON contract, one class a kind of document.

Every instant is an aware datetime in Asia/Shanghai. Nothing is left out: what is unknown is
``None``, what is empty is an empty list. The JSON Schemas under ``pddroute/schemas`` are made from
these types, so a field's description here is the contract's documentation.
"""

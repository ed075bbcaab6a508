import sqlite3
from typing import TypedDict


class Filter(TypedDict):
    field: str
    op: str
    value: str | int


OPERATORS = {"eq": "=", "gte": ">=", "lte": "<="}
COLUMNS = {"priority": "priority", "subject": "subject", "opened": "opened_at"}


def find_tickets(db: sqlite3.Connection, tenant_id: str, filters: list[Filter]) -> list[tuple]:
    conditions = ["tenant_id = ?"]
    values: list[str | int] = [tenant_id]
    for one in filters:
        column, operator = COLUMNS.get(one["field"]), OPERATORS.get(one["op"])
        if column is None or operator is None:
            raise ValueError("unknown filter")
        conditions.append(f"{column} {operator} ?")
        values.append(one["value"])
    where = " AND ".join(conditions)
    return db.execute(f"SELECT id, subject FROM ticket WHERE {where} ORDER BY id", values).fetchall()

"""The shape of a sample world: python3 world_shape.py FOLDER (needs numpy, duckdb). Prints the table of docs/concepts/sample-world.md."""

import sys

import duckdb
import numpy as np

folder = sys.argv[1]
sql = duckdb.connect()
sql.execute(f"""create view did as select * from '{folder}/interactions/part-*.parquet' where event <> 'hide'""")
sql.execute(f"""create view shown as select * from '{folder}/impressions/part-*.parquet'""")


def one(query):
    return sql.execute(query).fetchone()[0]


def gini(counts):
    counts = np.sort(np.asarray(counts, float))
    n = len(counts)
    return float((2 * np.arange(1, n + 1) - n - 1) @ counts / (n * counts.sum()))


users, items = one(f"select count(*) from '{folder}/users.parquet'"), one(f"select count(*) from '{folder}/items.parquet'")
views, pairs = one("select count(*) from did"), one('select count(*) from (select distinct "user", item from did)')
per_item = np.array([r[0] for r in sql.execute("select count(*) from did group by item").fetchall()])
per_user = np.array([r[0] for r in sql.execute('select count(*) from did group by "user"').fetchall()])
per_session = np.array([r[0] for r in sql.execute("select count(*) from did group by session").fetchall()])
top = np.sort(per_item)[::-1]
print("impressions", one("select count(*) from shown"), "views", views)
print("share of impressions watched", round(views / one("select count(*) from shown"), 3))
for policy, rate in sql.execute(f"""select s.policy, avg((d.item is not null)::int) from shown s left join
        (select distinct "user", item from did) d on s."user" = d."user" and s.item = d.item group by 1 order by 1""").fetchall():
    print("  pairs shown by", policy, "that were watched at some time", round(rate, 3))
print("events", dict(sql.execute(f"select event, count(*) from '{folder}/interactions/part-*.parquet' group by 1 order by 1").fetchall()))
print("density %", round(100 * pairs / users / items, 3))
print("repeats %", round(100 * (1 - pairs / views), 2))
print("Gini of items: watched ones", round(gini(per_item), 3), "all", round(gini(np.pad(per_item, (0, items - len(per_item)))), 3))
print("items never watched %", round(100 * (1 - len(per_item) / items), 1))
print("share of views of the top 1 / 10 / 20 % of items", [round(top[: items * p // 100].sum() / views, 3) for p in (1, 10, 20)])
print("views a user: mean", round(per_user.mean(), 1), "quantiles 10 50 90 99", np.quantile(per_user, [.1, .5, .9, .99]),
      "without any %", round(100 * (1 - len(per_user) / users), 1), "log-sd", round(np.log(per_user).std(), 2))
print("views a session: mean", round(per_session.mean(), 2), "quantiles 50 75 90 95", np.quantile(per_session, [.5, .75, .9, .95]))
print("slots left empty %", round(100 * (1 - one("select count(*) / (count(distinct request) * 10) from shown where policy = 'feed'")), 2))
feed = sql.execute(f"""select s.position, avg((d.item is not null)::int), avg(s.propensity) from shown s left join
        (select "user", item, min("timestamp") t from did group by 1, 2) d
        on s."user" = d."user" and s.item = d.item and d.t between s."timestamp" and s."timestamp" + 43200000
        where policy = 'feed' group by 1 order by 1""").fetchall()
print("watched by position", [round(r[1], 3) for r in feed])
print("mean propensity by position", [round(r[2], 4) for r in feed])
print("tags", one(f"select count(*) from '{folder}/tags/part-*.parquet'"))
print("uploads within the last 7 days, % of items", round(100 * one(f"select avg((uploaded > (select max(uploaded) from '{folder}/items.parquet') - 604800000)::int) from '{folder}/items.parquet'"), 1))
test = sql.execute(f"""select count(*), count(distinct "user") from '{folder}/test.parquet'""").fetchone()
print("test rows", test[0], "users with a positive", test[1], "of them without history",
      one(f"""select count(distinct "user") from '{folder}/test.parquet' where "user" not in (select "user" from did)"""))

create index concurrently a_by_b on a (b);

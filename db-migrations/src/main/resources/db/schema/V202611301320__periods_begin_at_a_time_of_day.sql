-- A subscription's periods begin at its time of day, in UTC. Anchors that are known as days begin at midnight until the
-- subscription is next synchronized.
alter table tenant alter column period_anchor type timestamp using period_anchor::timestamp;

-- What one instance tells the others behind a transaction pooler, where LISTEN hears nothing. Some seconds old at most;
-- no user leads it because a notice names many, and without a log of its own because losing one costs nothing.
create unlogged table notices (
  id uuid primary key,
  text text not null,
  sent_at timestamptz(3) not null default now()
);
create index notices_by_age on notices (sent_at);

drop index confirmations_by_call;
alter table confirmations drop column changes;

DROP INDEX own_ccnew;

DROP INDEX t_v_ccnew, t_v_ccold1;

DROP INDEX "My Schema"."I d x";

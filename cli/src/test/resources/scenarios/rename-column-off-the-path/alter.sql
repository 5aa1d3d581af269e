ALTER TABLE "My Tables"."Order" RENAME COLUMN "Code" TO code;

ALTER TYPE "My Schema".mood ADD VALUE 'happy';

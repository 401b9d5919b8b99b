-- The page of the system says which migrations were applied.
GRANT SELECT ON platform_migration TO app_work;

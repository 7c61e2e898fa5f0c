-- Everything that the migrations define, one line each, without what depends on the order in which it was defined.
with ours as (
  select oid, nspname from pg_namespace where nspname in ('public', 'batch')),
relations as (
  select format('%I.%I', n.nspname, c.relname) as name, c.* from pg_class c join ours n on n.oid = c.relnamespace
  where c.relname not like 'flyway\_schema\_history%'),
acls as (
  select 'schema ' || n.nspname as object, n.nspowner as owner, n.nspacl as acl, 'n'::"char" as kind
    from pg_namespace n join ours o on o.oid = n.oid
  union all select 'relation ' || name, relowner, relacl, case relkind when 'S' then 's'::"char" else 'r'::"char" end
    from relations where relkind in ('r', 'v', 'S')
  union all select 'column ' || r.name || '.' || a.attname, r.relowner, a.attacl, null
    from pg_attribute a join relations r on r.oid = a.attrelid where a.attacl is not null
  union all select 'function ' || p.oid::regprocedure, p.proowner, p.proacl, 'f'::"char"
    from pg_proc p join ours o on o.oid = p.pronamespace),
lines as (
  select format('relation %s kind=%s persistence=%s rls=%s force=%s options=%s owner=%s', name, relkind, relpersistence,
      relrowsecurity, relforcerowsecurity, (select array_agg(x order by x) from unnest(reloptions) x),
      case when relowner = (select datdba from pg_database where datname = current_database()) then 'owner' else pg_get_userbyid(relowner) end) as line
    from relations where relkind in ('r', 'v', 'S')
  union all
  select format('column %s.%s type=%s notnull=%s default=%s identity=%s generated=%s', r.name, a.attname,
      format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated)
    from pg_attribute a join relations r on r.oid = a.attrelid and r.relkind in ('r', 'v')
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
  union all
  select format('constraint %s %s: %s', r.name, k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join relations r on r.oid = k.conrelid
  union all
  select format('index %s', pg_get_indexdef(r.oid)) from relations r where r.relkind = 'i'
  union all
  select format('policy %s %s permissive=%s command=%s roles=%s using=%s check=%s', r.name, p.polname, p.polpermissive, p.polcmd,
      (select array_agg(rolname order by rolname) from pg_roles where oid = any (p.polroles)),
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    from pg_policy p join relations r on r.oid = p.polrelid
  union all
  select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join relations r on r.oid = t.tgrelid where not t.tgisinternal
  union all
  select format('function %s owner=%s: %s', p.oid::regprocedure,
      case when p.proowner = (select datdba from pg_database where datname = current_database()) then 'owner' else pg_get_userbyid(p.proowner) end,
      pg_get_functiondef(p.oid))
    from pg_proc p join ours o on o.oid = p.pronamespace
  union all
  select format('grant %s %s to %s%s', x.privilege_type, a.object,
      case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee) end, case when x.is_grantable then ' with grant option' else '' end)
    from acls a, aclexplode(coalesce(a.acl, acldefault(a.kind, a.owner))) x
    where x.grantee <> a.owner)
select line from lines order by line

package com.engram.migrations;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds statements in a migration that stop the servers of the release before, which work on the same database while the new
 * ones start: long locks, and changes that the old code cannot live with. What a migration takes away (contract) comes at least
 * one release after nothing uses it any more, and its first line says so: {@code -- contract: <reason>}.
 */
final class MigrationLint {

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern BODY = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern CONTRACT = Pattern.compile("\\A-- contract: \\S+(?: \\S+){3,}");

    private static final Pattern CREATED = Pattern.compile("^create (?:unlogged )?table (?:if not exists )?([\\w.]+)");
    private static final Pattern ALTERED =
            Pattern.compile("^alter table (?:if exists )?(?:only )?([\\w.]+) (.*)", Pattern.DOTALL);
    private static final Pattern INDEXED = Pattern.compile(
            "^create (?:unique )?index (concurrently )?(?:if not exists )?(?:(?!on )[\\w.]+ )?on (?:only )?([\\w.]+)");
    private static final Pattern LOCK_TIMEOUT = Pattern.compile("^set (?:local )?lock_timeout\\b");

    private final String sql;
    private final List<String> statements = new ArrayList<>();
    private final Set<String> created = new HashSet<>();
    private final List<String> findings = new ArrayList<>();

    private MigrationLint(String sql) {
        this.sql = sql;
        String bare = TEXT.matcher(
                        BODY.matcher(COMMENT.matcher(sql).replaceAll(" ")).replaceAll("''"))
                .replaceAll("''");
        for (String statement : bare.split(";", -1)) {
            String plain = statement
                    .strip()
                    .replaceAll("\\s+", " ")
                    .toLowerCase(Locale.ROOT)
                    .replace("public.", "");
            if (!plain.isEmpty()) {
                statements.add(plain);
            }
        }
    }

    /** What is wrong with a migration, one sentence each. */
    static List<String> check(String sql) {
        return new MigrationLint(sql).run();
    }

    private List<String> run() {
        boolean isLockLimited = false;
        boolean isContract = CONTRACT.matcher(sql).find();
        for (String statement : statements) {
            Matcher table = CREATED.matcher(statement);
            if (table.find()) {
                created.add(table.group(1));
            }
            isLockLimited |= LOCK_TIMEOUT.matcher(statement).find();
            checkIndex(statement);
            if (changesExisting(statement) && !isLockLimited) {
                findings.add("Set lock_timeout before: " + statement);
                isLockLimited = true;
            }
            if (!isContract) {
                checkContract(statement);
            }
            checkAlteration(statement);
        }
        return findings;
    }

    private boolean changesExisting(String statement) {
        Matcher altered = ALTERED.matcher(statement);
        return altered.find() ? !created.contains(altered.group(1)) : statement.startsWith("drop ");
    }

    private void checkIndex(String statement) {
        Matcher index = INDEXED.matcher(statement);
        if (!index.find() || created.contains(index.group(2))) {
            return;
        }
        if (index.group(1) == null) {
            findings.add("Create the index concurrently, in a migration of its own: " + statement);
        } else if (statements.size() > 1) {
            findings.add("An index that is created concurrently needs a migration of its own: " + statement);
        }
    }

    private void checkContract(String statement) {
        Matcher altered = ALTERED.matcher(statement);
        boolean takesAway = statement.matches("drop (table|view|function|procedure|type|schema) .*");
        if (altered.find() && !created.contains(altered.group(1))) {
            takesAway |= altered.group(2)
                    .matches("(.*, ?)?(drop column|drop (?!constraint|not null|default|identity|expression|column)\\w+"
                            + "|rename|alter (column )?\\w+ (set data )?type|alter (column )?\\w+ drop default).*");
        }
        if (takesAway) {
            findings.add(
                    "The servers of the release before may still use it; begin the file with \"-- contract: \" and the reason: "
                            + statement);
        }
    }

    private void checkAlteration(String statement) {
        Matcher altered = ALTERED.matcher(statement);
        if (!altered.find() || created.contains(altered.group(1))) {
            return;
        }
        for (String action : altered.group(2).split(",(?![^(]*\\))", -1)) {
            checkAction(action.strip(), statement);
        }
    }

    private void checkAction(String action, String statement) {
        boolean addsColumn =
                action.matches("add (column )?(if not exists )?(?!constraint|check|foreign|unique|primary)\\w+ .*");
        if (addsColumn && action.contains("not null") && !action.contains("default") && !action.contains("generated")) {
            findings.add("The servers of the release before insert rows without the column; give it a default: "
                    + statement);
        }
        boolean addsCheck = action.matches("add (constraint \\w+ )?(check|foreign key).*");
        if (addsCheck && !action.endsWith("not valid")) {
            findings.add("Add the constraint as not valid, and validate it in a later migration: " + statement);
        }
        if (action.matches("add (constraint \\w+ )?(unique|primary key).*") && !action.contains("using index")) {
            findings.add("Create a unique index concurrently, and add the constraint using it: " + statement);
        }
        if (action.matches("alter (column )?\\w+ set not null")) {
            findings.add("Add a check constraint that is not valid instead, and validate it in a later migration: "
                    + statement);
        }
    }
}

package com.engram.library;

/**
 * Where the images of a project or of a tag are stored.
 *
 * @param groups the table of projects or tags
 * @param members the table that tells which images are in them
 * @param column the column of that table with the id of the project or tag
 */
record GroupSql(String groups, String members, String column) {

    private static final GroupSql OF_PROJECTS = new GroupSql("project", "project_image", "project_id");
    private static final GroupSql OF_TAGS = new GroupSql("tag", "image_tag", "tag_id");

    /**
     * The tables of a kind of groups.
     *
     * @throws IllegalArgumentException if the benchmark is no project and no tag
     */
    static GroupSql of(Benchmark benchmark) {
        return switch (benchmark) {
            case PROJECT -> OF_PROJECTS;
            case TAG -> OF_TAGS;
            case PHOTOGRAPHS, LIBRARY -> throw new IllegalArgumentException("No group: " + benchmark);
        };
    }

    /** A statement with {@code $groups}, {@code $members} and {@code $column}, for these tables. */
    String in(String statement) {
        return statement.replace("$groups", groups).replace("$members", members).replace("$column", column);
    }
}

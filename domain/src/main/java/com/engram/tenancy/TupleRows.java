package com.engram.tenancy;

import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.stream.Stream;

/** Gives a native query's rows their type, which JPA 3.0 forgets. */
public final class TupleRows {

    private TupleRows() {}

    /** The rows of a query that was made with {@code Tuple.class}. */
    @SuppressWarnings("unchecked")
    public static Stream<Tuple> of(Query query) {
        return ((List<Tuple>) query.getResultList()).stream();
    }

    /** The pattern of {@code like} that finds a text anywhere, taken as it is written. */
    public static String containing(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}

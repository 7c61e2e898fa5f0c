package com.engram.training;

import com.engram.training.TrainingJobs.TrainingImage;
import java.util.Locale;

/** The file of ratings that the engine trains on. Names of files are our own, never a customer's. */
final class RatingsTable {

    private final StringBuilder csv = new StringBuilder("image,hit_rate,category,subcategory\n");

    /** Adds an image that lies beside the table in this file. */
    void add(String file, TrainingImage image) {
        csv.append(String.format(
                Locale.ROOT,
                "%s,%s,%s,%s%n",
                file,
                image.rating(),
                quoted(image.category()),
                quoted(image.subcategory())));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** The table as CSV. */
    String text() {
        return csv.toString();
    }
}

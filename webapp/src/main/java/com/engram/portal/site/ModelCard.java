package com.engram.portal.site;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * What is known about the model that comes with Engram: its figures on images that it was not trained on, its data and its
 * limits. The build copies the file from the engine, so that pages show the figures of the model and no others.
 *
 * @param images how many rated images it was trained and, fold by fold, tested on
 * @param rho rank correlation of scores and measured hit rates on held-out images
 * @param rhoLow lower end of the 95 % bootstrap interval of {@code rho}
 * @param rhoHigh upper end of that interval
 * @param withinCategory mean rank correlation within the categories of images
 * @param categoryBaseline rank correlation of a prediction by the category alone
 * @param meanSquaredError of scores from 0 to 1
 * @param coverage share of true rates that lie in the likely range, in whole percent
 * @param widthOfTen mean width of the likely range, on the scale from 0 to 10
 * @param decided share of pairs of images for which the model calls one the more memorable, in whole percent
 * @param decisionsRight how often such a call is right, in whole percent
 * @param data the rated images, in English
 * @param terms what the weights may be used for, in English
 * @param training how the model was trained, in English
 * @param interval what the likely range is, in English
 * @param pairs what a comparison's probability is, in English
 * @param limits what the model cannot do, in English
 */
public record ModelCard(
        int images,
        double rho,
        double rhoLow,
        double rhoHigh,
        double withinCategory,
        double categoryBaseline,
        double meanSquaredError,
        long coverage,
        double widthOfTen,
        long decided,
        long decisionsRight,
        String data,
        String terms,
        String training,
        String interval,
        String pairs,
        List<String> limits) {

    private static final ModelCard BUNDLED = read();

    /** The card of the model that comes with Engram. */
    public static ModelCard bundled() {
        return BUNDLED;
    }

    private static ModelCard read() {
        try (InputStream file = Objects.requireNonNull(ModelCard.class.getResourceAsStream("card.json"), "card.json");
                JsonReader reader = Json.createReader(file)) {
            return of(reader.readObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelCard of(JsonObject card) {
        JsonObject heldOut = card.getJsonObject("heldOut");
        JsonObject chosen = heldOut.getJsonObject("chosen");
        JsonObject uncertainty = heldOut.getJsonObject("uncertainty");
        JsonArray interval = chosen.getJsonArray("rhoInterval");
        return new ModelCard(
                chosen.getInt("n"),
                number(chosen, "rho"),
                interval.getJsonNumber(0).doubleValue(),
                interval.getJsonNumber(1).doubleValue(),
                number(chosen, "withinCategory"),
                number(chosen, "categoryBaseline"),
                number(chosen, "meanSquaredError"),
                percent(uncertainty, "coverage"),
                number(uncertainty, "width") * 10,
                percent(uncertainty, "decided"),
                percent(uncertainty, "decisionsRight"),
                card.getString("data"),
                card.getString("terms"),
                card.getString("training"),
                card.getString("interval"),
                card.getString("pairs"),
                card.getJsonArray("limits").getValuesAs(JsonString::getString));
    }

    private static double number(JsonObject figures, String name) {
        return figures.getJsonNumber(name).doubleValue();
    }

    private static long percent(JsonObject figures, String name) {
        return Math.round(number(figures, name) * 100);
    }
}

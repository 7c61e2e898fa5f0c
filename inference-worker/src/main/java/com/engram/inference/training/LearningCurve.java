package com.engram.inference.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Passes on what it hears, and remembers the loss of each epoch for a plot. */
final class LearningCurve implements Progress {
    private final Progress next;
    private final Map<String, List<Double>> losses = new LinkedHashMap<>();

    LearningCurve(Progress next) {
        this.next = next;
    }

    @Override
    public void say(String line) {
        next.say(line);
    }

    @Override
    public void step(String what, int done, int of) {
        next.step(what, done, of);
    }

    @Override
    public void epoch(String run, int number, double loss) {
        losses.computeIfAbsent(run, key -> new ArrayList<>()).add(loss);
        next.epoch(run, number, loss);
    }

    /** Draws one line per fold, if there was anything to learn. */
    void write(Path png) throws IOException {
        if (losses.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(500)
                .title("Learning curve")
                .xAxisTitle("epoch")
                .yAxisTitle("loss (hundredths of squared error)")
                .build();
        losses.forEach((run, values) -> chart.addSeries(run, values).setMarker(SeriesMarkers.CIRCLE));
        BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}

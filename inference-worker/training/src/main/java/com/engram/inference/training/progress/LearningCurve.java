package com.engram.inference.training.progress;

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

/** Records the loss of each epoch for a plot, and forwards all progress to another listener. */
public final class LearningCurve implements ProgressListener {
    private final ProgressListener next;
    private final Map<String, List<Double>> losses = new LinkedHashMap<>();

    /** Forwards progress to {@code next}. */
    public LearningCurve(ProgressListener next) {
        this.next = next;
    }

    @Override
    public void message(String text) {
        next.message(text);
    }

    @Override
    public void step(String task, int done, int total) {
        next.step(task, done, total);
    }

    @Override
    public void epoch(String run, int number, double loss) {
        losses.computeIfAbsent(run, key -> new ArrayList<>()).add(loss);
        next.epoch(run, number, loss);
    }

    @Override
    public void metric(String name, double value) {
        next.metric(name, value);
    }

    /** Writes the plot with one line per run. Writes nothing if there was no epoch. */
    public void write(Path png) throws IOException {
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

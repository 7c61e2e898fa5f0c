package com.engram.web.reports;

import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.language.Language;
import com.engram.library.Projects;
import com.engram.library.Projects.ProjectSummary;
import com.engram.web.pages.View;
import com.engram.web.results.ScoreView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The report of a project: how its scores are spread, and its images, the most memorable first. */
@ApplicationScoped
public class ProjectReport {

    /** More images than these are counted only. */
    static final int MAX_IMAGES = 100;

    @Inject
    private Projects projects;

    @Inject
    private Gallery gallery;

    @Inject
    private ReportImages reportImages;

    @Inject
    private ReportBrand brand;

    @Inject
    private PdfRenderer renderer;

    @Inject
    private Clock clock;

    /**
     * An image as one row of the report.
     *
     * @param thumbnail as a {@code data:} URL
     */
    public record Row(String filename, Optional<String> thumbnail, Optional<ScoreView> score) {}

    /** The report as a PDF; empty if there is no such project. */
    public Optional<byte[]> find(UUID id, Language language) {
        return projects.findProject(id).map(project -> renderer.render(view(project), language));
    }

    private View view(ProjectSummary project) {
        List<Row> rows = gallery.listCards(filter(project.id()), null, MAX_IMAGES).stream()
                .map(this::toRow)
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("brand", brand.find());
        model.put("now", clock.instant());
        model.put("project", project);
        model.put("rows", rows);
        model.put("more", project.images() - rows.size());
        return View.of("report/project", model);
    }

    private Row toRow(GalleryCard card) {
        return new Row(
                card.filename(),
                Optional.of(card.image()).filter(image -> card.isReady()).flatMap(reportImages::findThumbnail),
                card.score().map(ScoreView::new));
    }

    private static GalleryFilter filter(UUID project) {
        return new GalleryFilter(
                null, null, project, null, null, null, null, null, null, null, null, GalleryOrder.HIGHEST);
    }
}

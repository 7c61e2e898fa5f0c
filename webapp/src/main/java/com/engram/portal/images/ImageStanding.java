package com.engram.portal.images;

import com.engram.library.Projects;
import com.engram.library.Projects.ProjectSummary;
import com.engram.library.Readiness;
import com.engram.reviews.Reviews;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where an image stands in the work of its account: its review, and the threshold of its project. */
@ApplicationScoped
class ImageStanding {

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private Readiness readiness;

    /** The states of an image, the current one first. */
    List<ReviewView> listReviews(UUID image) {
        return reviews.listReviews(image).stream().map(ReviewView::of).toList();
    }

    /** Whether an image has reached the threshold of its project; empty without a project or a threshold. */
    Optional<ReadyView> findReady(UUID image) {
        return projects.findProjectOf(image)
                .flatMap(projects::findProject)
                .map(ProjectSummary::details)
                .flatMap(details -> details.threshold()
                        .map(threshold -> new ReadyView(readiness.find(image), threshold, details.name())));
    }
}

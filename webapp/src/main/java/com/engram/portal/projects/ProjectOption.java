package com.engram.portal.projects;

import com.engram.library.Projects;
import com.engram.web.PublicId;
import java.util.List;

/** A project in a select menu. */
public record ProjectOption(String id, String name) {

    public static List<ProjectOption> of(List<Projects.ProjectSummary> projects) {
        return projects.stream()
                .map(project -> new ProjectOption(PublicId.PROJECT.of(project.id()), project.name()))
                .toList();
    }
}

package com.engram.portal;

import com.engram.library.Projects;
import com.engram.web.PublicId;
import java.util.List;

/** A project to choose on a page. */
public record ProjectChoice(String id, String name) {

    static List<ProjectChoice> of(List<Projects.Standing> projects) {
        return projects.stream()
                .map(project -> new ProjectChoice(PublicId.PROJECT.of(project.id()), project.name()))
                .toList();
    }
}

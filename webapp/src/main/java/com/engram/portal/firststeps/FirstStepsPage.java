package com.engram.portal.firststeps;

import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.library.firstrun.FirstSteps;
import com.engram.library.firstrun.SampleProject;
import com.engram.library.firstrun.SampleProject.SampleFile;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.portal.site.SampleImages;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Dismisses the first steps, and creates or deletes the sample project. */
@Path("/first-steps")
@RequestScoped
public class FirstStepsPage {

    private static final URI GALLERY = URI.create("/gallery");

    @Inject
    private FirstSteps firstSteps;

    @Inject
    private SampleProject sampleProject;

    @Inject
    private ServletContext servletContext;

    @Context
    private HttpServletRequest request;

    @POST
    @Path("dismiss")
    @RolesAllowed(Permission.READ)
    public Response dismiss() {
        CurrentCaller.find(request).flatMap(Caller::person).ifPresent(firstSteps::dismiss);
        return Response.seeOther(GALLERY).build();
    }

    /** Creates the sample project and shows it. */
    @POST
    @Path("samples")
    @RolesAllowed(Permission.WRITE)
    public Response createSamples() throws IOException {
        List<SampleFile> files = new ArrayList<>();
        try {
            for (SampleImages.Sample sample : SampleImages.bundled().samples()) {
                files.add(copy(sample.name() + ".jpg"));
            }
            sampleProject.create(RequestLanguage.messages(request).text("moments.samples.project"), files);
        } finally {
            for (SampleFile file : files) {
                Files.deleteIfExists(file.file());
            }
        }
        return Response.seeOther(sampleProject
                        .findProject()
                        .map(project -> URI.create("/gallery?project=" + PublicId.PROJECT.of(project)))
                        .orElse(GALLERY))
                .build();
    }

    @POST
    @Path("samples/delete")
    @RolesAllowed(Permission.WRITE)
    public Response deleteSamples() {
        sampleProject.delete();
        return Response.seeOther(GALLERY).build();
    }

    private SampleFile copy(String name) throws IOException {
        java.nio.file.Path file = Files.createTempFile("sample", ".jpg");
        try (InputStream asset =
                Objects.requireNonNull(servletContext.getResourceAsStream("/assets/samples/" + name))) {
            Files.copy(asset, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return new SampleFile(new UploadRequest(name, "image/jpeg", Files.size(file)), file);
    }
}

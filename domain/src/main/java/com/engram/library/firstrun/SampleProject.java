package com.engram.library.firstrun;

import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.images.deletion.DeleteImage;
import com.engram.images.upload.ReceiveImage;
import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.library.AssignImagesToProject;
import com.engram.library.ManageProjects;
import com.engram.refusals.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A project with sample images, which shows a new account what its own images will look like. The images are scored like all
 * others, at no charge, so an account gets the project once. It can be deleted together with its images.
 */
@ApplicationScoped
public class SampleProject {

    private final SampleProjectRows rows;
    private final ManageProjects manageProjects;
    private final AssignImagesToProject assignImages;
    private final ReceiveImage receiveImage;
    private final RequestAnalysis requestAnalysis;
    private final DeleteImage deleteImage;

    @Inject
    SampleProject(
            SampleProjectRows rows,
            ManageProjects manageProjects,
            AssignImagesToProject assignImages,
            ReceiveImage receiveImage,
            RequestAnalysis requestAnalysis,
            DeleteImage deleteImage) {
        this.rows = rows;
        this.manageProjects = manageProjects;
        this.assignImages = assignImages;
        this.receiveImage = receiveImage;
        this.requestAnalysis = requestAnalysis;
        this.deleteImage = deleteImage;
    }

    /** A sample image as a local file. */
    public record SampleFile(UploadRequest upload, Path file) {}

    /** The result of creating the project. */
    public sealed interface Result {}

    /** The project is there; its images are queued. */
    public record Created(UUID project) implements Result {}

    /** Nothing was created. */
    public record Refused(Refusal refusal) implements Result {}

    /** The account has or had its sample project. */
    public record AlreadyCreated() implements Result {}

    /** Whether the current tenant has not had its sample project yet. */
    public boolean isAvailable() {
        return !rows.exists();
    }

    /** The sample project of the current tenant; empty if there is none or it was deleted. */
    public Optional<UUID> findProject() {
        return rows.findProject();
    }

    /**
     * Creates the project of the current tenant, and queues its images.
     *
     * @param name in the language of the person
     * @throws com.engram.images.storage.StorageException if the object store is not available; nothing is left then
     */
    public Result create(String name, List<SampleFile> files) {
        if (rows.exists()) {
            return new AlreadyCreated();
        }
        ManageProjects.Result project = manageProjects.create(name);
        if (project instanceof ManageProjects.Refused refused) {
            return new Refused(refused.refusal());
        }
        UUID id = ((ManageProjects.Saved) project).project().id();
        if (!rows.claim(id)) {
            manageProjects.delete(id);
            return new AlreadyCreated();
        }
        try {
            files.forEach(file -> add(file, id));
        } catch (RuntimeException e) {
            delete();
            rows.release();
            throw e;
        }
        return new Created(id);
    }

    /** Deletes the project and the images that came with it; images that were moved into it stay. False if there is none. */
    public boolean delete() {
        Optional<UUID> project = rows.findProject();
        project.ifPresent(id -> {
            rows.listImages().forEach(deleteImage::delete);
            manageProjects.delete(id);
            rows.markDeleted();
        });
        return project.isPresent();
    }

    private void add(SampleFile file, UUID project) {
        UUID image = receiveImage.store(file.upload(), file.file());
        rows.addImage(image);
        assignImages.assign(List.of(image), Optional.of(project));
        AnalysisRequestResult result = requestAnalysis.request(image, AnalysisOptions.freeOfCharge());
        if (!(result instanceof AnalysisRequestResult.Accepted)) {
            // The account is full or suspended. The image can be analysed later, as any other.
            deleteImage.delete(image);
        }
    }
}

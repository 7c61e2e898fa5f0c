package com.engram.analysis.variants;

import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.deletion.DeleteImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Adds the image of a kept variant in a transaction of its own. */
@ApplicationScoped
@Transactional
class AddKeptImage {

    private final Images images;
    private final DeleteImage deleteImage;

    @Inject
    AddKeptImage(Images images, DeleteImage deleteImage) {
        this.images = images;
        this.deleteImage = deleteImage;
    }

    void add(Image image) {
        images.add(image);
    }

    void remove(UUID image) {
        deleteImage.delete(image);
    }
}

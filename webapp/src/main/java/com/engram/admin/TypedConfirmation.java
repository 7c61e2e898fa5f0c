package com.engram.admin;

import com.engram.language.Message;
import java.util.Optional;

/** The confirmation of a step that cannot be undone: the operator types the name of what it affects. */
public final class TypedConfirmation {

    private TypedConfirmation() {}

    /**
     * Why the step must not happen: the typed text is not the name. Empty if it is; spaces around it do not count.
     *
     * @param typed what the operator typed
     * @param name what must be typed
     */
    public static Optional<Message> findProblem(String typed, String name) {
        return typed.strip().equals(name.strip())
                ? Optional.empty()
                : Optional.of(Message.of("console.confirm.wrong", name));
    }
}

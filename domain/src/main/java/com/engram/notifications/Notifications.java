package com.engram.notifications;

import com.engram.database.Database;
import com.engram.language.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The notifications of a person in the current tenant, and which of them the person wants. */
@ApplicationScoped
@Transactional
public class Notifications {

    private final Database database;
    private final Clock clock;

    @Inject
    Notifications(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A notification.
     *
     * @param page path of the page that it leads to
     */
    public record Entry(UUID id, Message message, String page, Instant createdAt, boolean isRead) {}

    /** Where a person wants the notifications of a kind. */
    public record Setting(boolean inProduct, boolean byEmail) {

        private static final Setting DEFAULT = new Setting(true, true);
    }

    private record Row(UUID id, String sentence, String arguments, String page, Instant createdAt, boolean isRead) {}

    private record SettingRow(String kind, boolean inProduct, boolean byEmail) {}

    /** The newest notifications of a person. */
    public List<Entry> listNewest(UUID person, int limit) {
        return database.sql("""
            select id, sentence, cast(arguments as text) as arguments, page, created_at, read_at is not null as is_read
            from notification where person_id = :person and shown order by created_at desc, id desc limit :limit
            """).bind("person", person).bind("limit", limit).list(Row.class).stream()
                .map(Notifications::entry)
                .toList();
    }

    /** How many notifications a person has not read. */
    public int countUnread(UUID person) {
        return database.sql("""
            select cast(count(*) as int) from notification where person_id = :person and shown and read_at is null
            """).bind("person", person).get(Integer.class);
    }

    /** Marks a notification as read; the page that it leads to, or empty if the person has no such notification. */
    public Optional<String> open(UUID person, UUID id) {
        return database.sql("""
            update notification set read_at = coalesce(read_at, :now)
            where id = :id and person_id = :person and shown returning page
            """)
                .bind("now", clock.instant())
                .bind("id", id)
                .bind("person", person)
                .find(String.class);
    }

    /** Marks all notifications of a person as read. */
    public void readAll(UUID person) {
        database.sql("""
            update notification set read_at = :now where person_id = :person and shown and read_at is null
            """).bind("now", clock.instant()).bind("person", person).update();
    }

    /** The settings of a person, of every kind. */
    public Map<NotificationKind, Setting> findSettings(UUID person) {
        Map<NotificationKind, Setting> settings = new EnumMap<>(NotificationKind.class);
        for (NotificationKind kind : NotificationKind.values()) {
            settings.put(kind, Setting.DEFAULT);
        }
        database.sql("select kind, in_product, by_email from notification_setting where person_id = :person")
                .bind("person", person)
                .list(SettingRow.class)
                .forEach(row -> NotificationKind.findByCode(row.kind())
                        .ifPresent(kind -> settings.put(kind, new Setting(row.inProduct(), row.byEmail()))));
        return settings;
    }

    /** Keeps a person's setting of a kind. */
    public void choose(UUID person, NotificationKind kind, Setting setting) {
        database.sql("""
            insert into notification_setting (tenant_id, person_id, kind, in_product, by_email)
            select m.tenant_id, m.person_id, :kind, :inProduct, :byEmail from membership m where m.person_id = :person
            on conflict (tenant_id, person_id, kind) do update
              set in_product = excluded.in_product, by_email = excluded.by_email
            """)
                .bind("kind", kind.code())
                .bind("person", person)
                .bindAll(setting)
                .update();
    }

    private static Entry entry(Row row) {
        try (JsonReader reader = Json.createReader(new StringReader(row.arguments()))) {
            List<Object> arguments =
                    reader.readArray().stream().map(Notifications::argument).toList();
            return new Entry(
                    row.id(), new Message(row.sentence(), arguments), row.page(), row.createdAt(), row.isRead());
        }
    }

    private static Object argument(JsonValue value) {
        return value instanceof JsonNumber number ? number.intValue() : ((JsonString) value).getString();
    }
}
